#!/usr/bin/env bash
# Builds the deck and puts it behind CloudFront: deploy/cloudfront/publish.sh [STACK [DOMAIN CERTIFICATE_ARN]]
# Needs the AWS command line with rights to CloudFormation, CloudFront and S3.
set -euo pipefail
cd "$(dirname "$0")/../.."
stack=${1:-eks-primer}

npm run build -- --site "${2:+https://$2}"
aws cloudformation deploy --stack-name "$stack" --template-file deploy/cloudfront/template.yaml --no-fail-on-empty-changeset \
  --parameter-overrides "DomainName=${2:-}" "CertificateArn=${3:-}"
output() {
  aws cloudformation describe-stacks --stack-name "$stack" --output text --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}
bucket=$(output BucketName)

# Files with a name of their own first, and none of the old ones away: a deck that is open goes on finding its parts.
aws s3 sync dist "s3://$bucket" --exclude '*' --include '*/assets/*' --no-progress
aws s3 sync dist "s3://$bucket" --exclude '*/assets/*' --delete --no-progress
aws s3 cp dist "s3://$bucket" --recursive --exclude '*' --include '*.webmanifest' --content-type application/manifest+json --no-progress
aws cloudfront create-invalidation --distribution-id "$(output DistributionId)" --paths '/*' --output text --query Invalidation.Status
output Address
